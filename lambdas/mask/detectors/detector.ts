/** A stretch of a text that must not be shown: UTF-16 offsets, end exclusive. `shield` marks what is known to be harmless. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** What a policy changes in a scan. */
export interface SceneRules {
  passes(type: string): boolean;
  show(type: string, value: string): string;
  find(text: string): readonly Finding[];
}

/** What the scan knows about the text beside its characters. */
export interface Scene {
  /** What the name of the field says that its value is, where it says anything. */
  readonly about?: string | undefined;
  /** IP addresses are masked too. AWS answers are full of them, so this is off unless a policy asks. */
  readonly addresses?: boolean | undefined;
  /** National identity numbers are masked too: an opt-in pack. */
  readonly nationalIds?: boolean | undefined;
  /** Says whether digits in a telephone number's form are one; without it only forms that need no such look-up count. */
  readonly isPhoneNumber?: ((candidate: string) => boolean) | undefined;
  /** How often it was asked in this text. */
  readonly lookups?: { made: number };
  /** The team's own types and patterns. */
  readonly rules?: SceneRules | undefined;
}

/** Looks at one place of a text, reads a bounded stretch around it, and says what is there. */
export type Probe = (text: string, at: number, scene: Scene) => Finding | undefined;

/**
 * One family of things to find. The scan calls `probe` where one of `words` stands (two characters or more, case counts): one that
 * begins with a letter or digit at the start of a word only, one that begins with a sign anywhere. It also calls it at each of
 * `characters`, which are signs, and, with `digits`, at the start of a group of digits.
 */
export interface Detector {
  readonly name: string;
  readonly words?: readonly string[];
  readonly characters?: string;
  readonly digits?: boolean;
  readonly probe: Probe;
}

/** The type of a finding that protects its stretch from weaker detectors instead of masking it. */
export const SHIELD = 'shield';

/** The type of a finding that is no secret itself but says what kind of text this is. */
export const MARK = 'mark';
