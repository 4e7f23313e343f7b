/** Why somebody leaves, as they may say with one tap. */
export const LEAVE_REASONS = ["too-often", "not-for-me", "never-asked", "other"] as const;
export type LeaveReason = (typeof LEAVE_REASONS)[number];

export const isLeaveReason = (text: string | undefined): text is LeaveReason =>
  LEAVE_REASONS.some((reason) => reason === text);
