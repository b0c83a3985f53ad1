import { written } from './written.ts';

/** Plain words throughout, and two partners that give different notice. */
export const LARKFIELD = written(
  'Working together: an agreement on the reablement service',
  `
  # Who we are
  1.1 :: The partners are Larkfield District Council ('the District'), Larkfield Primary Care Trust ('the PCT').
  # How long this lasts
  2.1 :: We start on the first day of October 2006 and carry on for five years.
  # If one of us wants to stop
  3.1 :: The District may end this agreement by giving twelve months' notice, and the PCT by giving six months' notice.
  3.2 :: No notice may be given before the first anniversary of the start.
  # Keeping an eye on things
  4.1 :: Every quarter the Reablement Manager will send both partners a summary of spending.
  4.2 :: We will look at this agreement again every two years and review whether it still works.
  # Is this a contract
  5.1 :: No. This agreement is binding in honour only.
  # Sharing
  6.1 :: The PCT meets sixty per cent of the cost and the District meets forty per cent.
  `,
);

/** A concordat in which notice is counted in weeks, and other dates and notices stand close by. */
export const WESTMERE = written(
  'Westmere Health and Care Concordat',
  `
  # Introduction
  1 :: The signatories to this concordat are listed here:
  1 bullet 1 :: Westmere Council
  1 bullet 2 :: Westmere Clinical Commissioning Group
  1 bullet 3 :: Westmere and Vale Hospitals NHS Foundation Trust
  # Terms
  2 :: The concordat takes effect on 15/06/2018 and has no end date.
  3 :: A signatory may step away from the concordat on 26 weeks' written notice to the others.
  4 :: Complaints are answered within 20 working days of receipt.
  5 :: A meeting of the Concordat Group needs 14 days' notice.
  6 :: Changes to this concordat need three months' notice and the consent of all.
  7 :: The Concordat Group will review the working of the concordat by 30 November each year.
  8 :: This concordat does not impose legally enforceable obligations; each signatory remains a separate body.
  9 :: The annual report of the Concordat Group shall be published on or before 31 July each year.
  `,
);

/** Key facts in a table at the front. */
export const BRACKENRIDGE = written(
  'Section 75 Partnership Agreement: Learning Disability Services',
  `
  # Agreement particulars
  Particulars: Council :: Council: Brackenridge City Council
  Particulars: Start Date :: Start Date: 1 April 2020
  Particulars: Expiry Date :: Expiry Date: 31 March 2025
  Particulars: Review Date :: Review Date: 30 September 2022
  Particulars: Notice Period :: Notice Period: nine months
  # Agreement
  1 :: This agreement is made between Brackenridge City Council (hereinafter called “the Council”) and South Moor Care Trust (hereinafter called “the Care Trust”).
  2 :: The agreement runs from the Start Date to the Expiry Date.
  3 :: The partners may terminate the agreement at any time by written notice of no less than the Notice Period.
  4 :: The Joint Commissioning Manager shall be employed by the Care Trust and shall report to the Joint Board.
  5 :: Contributions for 2020/21 are £4,000,000 from the Council and £6,000,000 from the Care Trust.
  6 :: Gains and losses are shared equally between the partners.
  7 :: Each partner shall complete an audit of the fund every eighteen months.
  `,
);

/** No term, no notice, no shares: what is missing stays missing. */
export const FERNLEIGH = written(
  'Fernleigh Partnership Statement',
  `
  # Statement
  1 :: Fernleigh Council and Fernleigh Mental Health NHS Trust have agreed to work more closely on mental health.
  2 :: The Mental Health Act 1983 and the Care Act 2014 apply to what we do.
  3 :: Staff will be told of any change at least three months before it takes effect.
  4 :: We hope that 95% of people will be seen within four weeks.
  5 :: Leaders met on 4 May 2022 and will carry on talking.
  6 :: Suppliers must give two months' notice before they stop deliveries.
  `,
);

/** An agreement whose term, notice and review are tied to each other, with American and worded dates. */
export const NETHERWOOD = written(
  'Deed of partnership',
  `
  # Deed
  1 :: THIS DEED is dated the twenty-first day of May two thousand and nineteen and is made between NETHERWOOD COUNCIL (“the Council”) and NETHERWOOD AND PEAK NHS TRUST (“the Trust”).
  2 [Commencement and duration] :: It has effect from June 1, 2019 and shall expire on May 31, 2026 unless it is brought to an end sooner.
  3 [Determination] :: The Council or the Trust may determine this deed upon a year's notice in writing, not to be given before 1 June 2021.
  4 [Review] :: Eighteen months before it expires the parties shall meet to review the arrangements.
  5 [Sharing] :: The Trust's share of any surplus is capped at 25%.
  6 [Reports] :: The Director of Integration must lay accounts before both boards by 30 June every year.
  7 [Law] :: This deed is a legally binding contract.
  `,
);
