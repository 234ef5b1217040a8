/** A case that the engine got wrong, and how. */
export interface Failure {
  readonly id: string;
  readonly type: string;
  readonly kind: 'missed' | 'curated-fp' | 'near-miss' | 'false-positive' | 'imprecise';
}
