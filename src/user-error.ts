/** A refusal with words for the person who clicked; an expected outcome, not a fault. */
export class UserRefusal extends Error {
  override readonly name = "UserRefusal";
  /** In a modal: the input under which the text is shown. */
  readonly blockId: string | null;

  constructor(text: string, blockId: string | null = null) {
    super(text);
    this.blockId = blockId;
  }
}
