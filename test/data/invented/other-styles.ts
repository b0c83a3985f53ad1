import { written } from './written.ts';

/** The style of a long national template. */
export const STONEBRIDGE = written(
  'FRAMEWORK PARTNERSHIP AGREEMENT RELATING TO THE COMMISSIONING OF HEALTH AND SOCIAL CARE SERVICES',
  `
  # Front page
  Front 1 :: THIS AGREEMENT is made on 28th March 2023
  Front 2 :: (1) STONEBRIDGE METROPOLITAN BOROUGH COUNCIL of Town Hall, High Street, Stonebridge ST1 2AB (the “Council”)
  Front 3 :: (2) NHS STONEBRIDGE, DALE AND MOOR INTEGRATED CARE BOARD of Beacon House, Stonebridge ST2 3CD (the “ICB”)
  # BACKGROUND
  A :: The Council has responsibility for commissioning social care services on behalf of the population of the borough of Stonebridge.
  B :: Section 75 of the 2006 Act gives powers to local authorities and integrated care boards to establish and maintain pooled funds.
  C :: The Better Care Fund was announced by the Government in June 2013.
  # 1 DEFINED TERMS AND INTERPRETATION
  1.1 Commencement Date :: Commencement Date means 00:01 hrs on 1 April 2023.
  1.1 Financial Year :: Financial Year means each financial year running from 1 April in any year to 31 March in the following calendar year.
  1.1 Host Partner :: Host Partner means for each Pooled Fund the Partner that will host the Pooled Fund.
  1.1 Quarter :: Quarter means each of the following periods in a Financial Year: 1 April to 30 June, 1 July to 30 September, 1 October to 31 December, 1 January to 31 March.
  # 2 TERM
  2.1 :: This Agreement shall come into force on the Commencement Date.
  2.2 :: This Agreement shall continue until 31 March 2026 unless it is terminated earlier in accordance with clause 22.
  2.3 :: The duration of the arrangements for each Individual Scheme shall be as set out in the relevant Scheme Specification.
  # 9 POOLED FUND MANAGEMENT
  9.1 :: The Pooled Fund Manager for each Pooled Fund shall have the following duties and responsibilities:
  9.1.1 :: the day to day operation and management of the Pooled Fund;
  9.1.2 :: preparing and submitting to the Health and Wellbeing Board Quarterly reports (or more frequent reports if required) and an annual return about the income and expenditure;
  # 12 RISK SHARE ARRANGEMENTS, OVERSPENDS AND UNDERSPENDS
  12.1 :: Subject to clause 12.2, the Host Partner for the relevant Pooled Fund shall manage expenditure within the financial contributions.
  12.2 :: In the event of an overspend the Partners shall share it in proportion to their contributions, being 54.5% for the Council and 45.5% for the ICB.
  # 15 AUDIT AND REVIEW
  15.1 :: The Partners shall promote a culture of probity and sound financial discipline.
  15.2 :: Save where the Partners agree alternative arrangements, the Partners shall undertake an annual review (“Annual Review”) of the operation of this Agreement within three months of the end of each Financial Year.
  # 20 DISPUTE RESOLUTION
  20.1 :: The Partners shall meet within fourteen days of the date of the notice of dispute.
  # 22 TERMINATION AND DEFAULT
  22.1 :: This Agreement may be terminated by any Partner giving not less than six (6) Months' notice in writing to terminate this Agreement provided that such termination shall not take effect prior to the termination or expiry of all Individual Schemes.
  22.2 :: Each Individual Scheme may be terminated in accordance with the terms set out in the relevant Scheme Specification.
  22.3 :: If any Partner (“Relevant Partner”) fails to meet any of its obligations under this Agreement, the other Partners may by notice require the Relevant Partner to take such reasonable action within twenty-eight days.
  # 27 FORCE MAJEURE
  27.1 :: If any event of force majeure continues for more than 60 days, either Partner may terminate the Agreement by giving 28 days' notice.
  # 33 VARIATION
  33.1 :: Where a variation is proposed, the Partner proposing it gives three months' notice to the other.
  `,
);

/** Short, with roman numerals, loose wording and a health board. */
export const GLEN = written(
  'Joint Working Compact: Glenford Council and Glenford Health Board',
  `
  # Compact
  i :: Glenford Council ("GC") and Glenford Health Board ("GHB") want older people to have one team.
  ii :: It's hoped the compact can begin on 2 January 2017 and last until Hogmanay 2019, but it only counts once both have signed.
  iii :: Anyone who wants out writes to the other side not later than 30 September, and is out on the following 31 March.
  iv :: There's nothing in here a court could enforce; the compact is not a legal contract.
  v :: The chief officers sit down together every six months to see how it goes; they will also review the compact itself in June 2018.
  vi :: GC puts in £200,000 and GHB £300,000, and each carries its own overspend.
  vii :: The team leader, employed by GHB, sends figures to both sides on the 10th of each month.
  `,
);

/** A section 31 agreement with nothing in its usual place: terms in schedules, a transition, and staggered notice. */
export const RIVERS = written(
  'Partnership Agreement for Mental Health Services under section 31 of the Health Act 1999',
  `
  # Main terms
  1 :: This Partnership Agreement is entered into by Two Rivers Borough Council (hereafter referred to as “TRBC”) and Two Rivers Mental Health NHS Trust (hereafter referred to as “the Provider Trust”).
  2 :: The Partnership commences at midnight on the 1st of October 2004.
  3 :: It will subsist for an initial period of 5 (five) years and thereafter from year to year.
  4 :: The financial arrangements are in Schedule 2. The arrangements for ending the Partnership are in Schedule 3.
  # Schedule 2: Finance
  Schedule 2, 1 :: For the first Financial Year TRBC's contribution is £1.2 million.
  Schedule 2, 2 :: Underspends shall be retained by the partners in the proportions TRBC 45 per cent : Provider Trust 55 per cent.
  Schedule 2, 3 :: Management costs shall not exceed 7.5% of the pooled budget.
  Schedule 2, 4 :: The Treasurer of TRBC shall circulate a budget statement by the 15th day of every month.
  # Schedule 3: Ending the Partnership
  Schedule 3, 1 :: Neither Partner may serve notice during the initial period. Afterwards either may bring the Partnership to an end by serving on the other no fewer than 12 months' notice, expiring at the end of a Financial Year.
  Schedule 3, 2 :: A member of staff who transferred shall be told at least 90 days before the Partnership ends.
  # Schedule 4: Review
  Schedule 4, 1 :: A formal review of the Partnership shall be concluded no later than 31 March 2008.
  Schedule 4, 2 :: The Joint Management Group shall receive performance information quarterly and shall publish a statement of progress each year on 1 October.
  `,
);

/** A board paper that holds the memorandum itself. */
export const ALDER = written(
  'Governing Body paper: Memorandum of Understanding on continuing healthcare',
  `
  # Header
  Header: Meeting :: Meeting: Governing Body, 7 November 2018
  Header: Report author :: Report author: Head of Continuing Healthcare
  # Purpose of report
  1 :: Members are asked to approve the memorandum between Alder County Council and NHS Alder Clinical Commissioning Group, set out in Appendix A.
  # Background papers
  2 :: Minutes of 3 September 2018.
  # Recommendation
  3 :: The Governing Body is recommended to approve the memorandum.
  # Appendix A: Memorandum
  A1 :: The parties to this memorandum are Alder County Council (ACC) and NHS Alder Clinical Commissioning Group (the CCG).
  A2 :: The memorandum applies from 1 December 2018 and will be reviewed after twelve months.
  A3 :: One month's notice is enough for either party to end the memorandum.
  A4 :: Disputed cases are paid for half by ACC and half by the CCG until they are settled.
  A5 :: This memorandum does not create legally binding obligations, other than paragraph A4, which the parties intend to be legally binding.
  `,
);
