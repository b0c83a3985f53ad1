import { written } from './written.ts';

/** A long-form section 75 agreement with definitions and schedules. */
export const OAKSHIRE = written(
  'Agreement under section 75 of the National Health Service Act 2006 for integrated community equipment',
  `
  # Parties
  Dated :: THIS AGREEMENT is made on the 3rd day of March 2024
  Parties 1 :: (1) OAKSHIRE COUNTY COUNCIL of County Hall, Oak Street, Oakford OK1 1AA (“the Council”); and
  Parties 2 :: (2) NHS OAKSHIRE AND FENLAND INTEGRATED CARE BOARD whose headquarters are at Fen House, Oakford (the “ICB”).
  # Recitals
  A :: Oakshire Healthcare NHS Trust (“the Provider”) has delivered the services since 1 October 2019 under a contract with the ICB.
  B :: The partners' previous agreement, which could be ended on three months' notice, expired on 31 March 2023.
  # 1 Definitions and interpretation
  1.1 :: “Commencement Date” means 1 April 2024.
  1.2 :: “Initial Term” means the period of three years from the Commencement Date.
  1.3 :: “Pooled Fund Manager” means the officer appointed under clause 7.
  1.4 :: “Financial Year” means each period from 1 April to the following 31 March.
  # 2 Term
  2.1 :: This Agreement shall come into force on the Commencement Date and, unless terminated earlier in accordance with clause 15, shall continue for the Initial Term.
  2.2 :: The Partners may agree in writing to extend this Agreement by a further period or periods not exceeding two years in total.
  # 7 Pooled fund
  7.1 :: The Council shall host the Pooled Fund and shall appoint a Pooled Fund Manager, who shall be responsible for managing the Pooled Fund.
  7.2 :: The Pooled Fund Manager shall submit a report on income and expenditure to the Partnership Board within twenty working days of the end of each quarter.
  7.3 :: The Pooled Fund Manager shall prepare an annual return for the Department no later than 31 May in each year.
  # 8 Overspends and underspends
  8.1 :: Any overspend on the Pooled Fund shall be borne by the Council as to 62% and by the ICB as to 38%.
  8.2 :: The liability of either Partner for an overspend in any Financial Year shall not exceed £250,000.
  8.3 :: Interest on late payments accrues at 4% above the base rate of the Bank of England.
  # 9 Information governance
  9.1 :: Each Partner shall notify the other of any personal data breach within 24 hours of becoming aware of it.
  # 10 Staff
  10.1 :: A secondment may be ended by either Partner on giving one month's notice to the other and to the secondee.
  # 12 Review
  12.1 :: The Partnership Board shall carry out a review of this Agreement annually, and the first such review shall be completed by 31 December 2024.
  # 15 Termination
  15.1 :: Either Partner may terminate this Agreement by giving not less than twelve (12) months' written notice to the other, such notice to expire on 31 March in any year.
  15.2 :: Either Partner may terminate this Agreement by thirty days' notice if the other commits a material breach which it fails to remedy.
  15.3 :: On termination the Partners shall prepare an exit plan within eight weeks of the date of the notice.
  # 18 Status
  18.1 :: The Partners intend this Agreement to be legally binding upon each of them.
  18.2 :: A decision of the expert shall be final and binding.
  # Schedule 1
  Schedule 1, 1 :: By way of illustration, if the Council contributes 70% and the ICB contributes 30%, an overspend of £100,000 would be borne as to £70,000 by the Council.
  `,
);

/** A memorandum with a lettered list. */
export const MILLBROOK = written(
  'Memorandum of Understanding between Millbrook Borough Council and Millbrook Community NHS Foundation Trust',
  `
  # Memorandum
  1 :: This memorandum sets out how Millbrook Borough Council (“MBC”) and Millbrook Community NHS Foundation Trust (“the Foundation Trust”) will work side by side.
  2 :: It is agreed that:
  2(a) :: the memorandum is a statement of good intent and is not intended to create legal relations between the partners;
  2(b) :: it runs from 1st July 2021 until 30th June 2024, and the partners will take stock in the final six months;
  2(c) :: either of us can leave by telling the other in writing six months in advance;
  2(d) :: the Head of Joint Delivery, hosted by MBC, answers to both chief executives;
  2(e) :: savings are split 55:45 between MBC and the Foundation Trust;
  2(f) :: a short progress note goes to both management teams, and will be written every month;
  2(g) :: nobody will be asked to reduce admissions by more than 10%.
  `,
);

/** A collaboration agreement, with a deed that varies it. */
export const HARBOUR = written(
  'Collaboration Agreement',
  `
  # Collaboration Agreement
  1 [Parties] :: This agreement is between (1) Harbour City Council ("Harbour"); (2) NHS Coast Integrated Care Board ("the Board"); and (3) Coastal Carers Community Interest Company ("Coastal Carers").
  2 [Duration] :: The collaboration begins on 1 September 2022 and ends on 31 August 2027.
  3 [Reviews] :: The parties will review this agreement together on 1 March 2025.
  4 [Ending it] :: A party wishing to withdraw from this agreement must give the others at least six months' written notice.
  5 [Money] :: Costs of the joint team are shared as follows: Harbour 50%, the Board 40%, Coastal Carers 10%.
  6 [Staff] :: A partner that wants a member of staff to return gives three months' notice to the staff member and to the host.
  7 [Meetings] :: The Alliance Group shall meet on the first Tuesday of each month, on seven days' notice of the meeting.
  # Deed of Variation
  Deed 1 :: This deed is dated 14 January 2024 and varies the collaboration agreement made between the same parties.
  Deed 2 :: With effect from 1 April 2024 clause 4 shall be deleted and replaced with the following: “A party wishing to withdraw from this agreement must give the others at least nine months' written notice.”
  Deed 3 :: With effect from 1 April 2024 in clause 2 the words “31 August 2027” are replaced by “31 March 2029”.
  Deed 4 :: In all other respects the agreement stays as it was.
  `,
);

/** A council report about an agreement that is only proposed. */
export const THORNDALE = written(
  'Proposed integrated discharge partnership with Thorndale Hospitals NHS Trust',
  `
  # Header
  Header: Meeting :: Meeting: Cabinet
  Header: Date :: Date: 12 September 2023
  Header: Report of :: Report of: Director of Adult Services
  # Purpose of report
  1.1 :: To seek approval for Thorndale Metropolitan Borough Council to enter into a partnership agreement with Thorndale Hospitals NHS Trust with effect from 1 January 2024.
  # Recommendations
  2.1 :: It is recommended that Cabinet approves the proposed agreement and delegates its completion to the Director of Adult Services.
  # Background
  3.1 :: The Care Act 2014 came into force on 1 April 2015. A pilot ran from 1 November 2021 to 30 April 2022.
  3.2 :: Under the current contract the provider must give three months' notice.
  3.3 :: A notice period of between three and twelve months is being considered by both sides.
  3.4 :: A similar scheme elsewhere splits savings 70% to the council and 30% to the hospital.
  # Financial implications
  4.1 :: There are no additional costs. Savings of 8% are hoped for.
  # Legal implications
  5.1 :: The agreement would be made under section 75 of the National Health Service Act 2006.
  5.2 :: A further report will be brought to Cabinet in March 2024.
  `,
);
