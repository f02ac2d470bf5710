/** Why a file cannot become a picture of a dataset; `reason` is a key of the import notes' wording. */
export class PictureRefusal extends Error {
  readonly reason: string;
  readonly args: Record<string, string | number>;

  constructor(reason: string, args: Record<string, string | number> = {}, options: { cause?: unknown } = {}) {
    super(reason, options);
    this.name = "PictureRefusal";
    this.reason = reason;
    this.args = args;
  }
}
