/** `unknown` is true when a user group could not be looked up, so that a denial can say so. */
export interface Roles {
  operator: boolean;
  approver: boolean;
  unknown: boolean;
}

export interface Access {
  rolesOf(userId: string): Promise<Roles>;
  /** True once `OPERATORS` and `APPROVERS` are both set. */
  configured: boolean;
}
