/** Text that is no code of ours, whoever signed it. What it says is for those who look for the fault, not for people. */
export class NotACode extends Error {}
