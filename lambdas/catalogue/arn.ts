/** An ARN's parts (AWS General Reference, "ARN format"); `resource` keeps every colon and slash after the account. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of a text that has an ARN's form, undefined for any other text. */
export function parseArn(text: string): ArnParts | undefined {
  const [arn, partition, service, region, account, ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return undefined;
  if (partition === undefined || service === undefined || region === undefined || account === undefined)
    return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

/**
 * A text as an IAM resource pattern that matches this text and nothing else:
 * `*`, `?` and `$` become `${*}`, `${?}` and `${$}` (IAM User Guide, "Policy variables: special characters").
 */
export function literal(text: string): string {
  return text.replace(/[*?$]/g, (character) => '${' + character + '}');
}

/** A resource pattern from a template: every inserted value is taken literally, wildcards in the template are meant. */
export function arn(template: TemplateStringsArray, ...values: readonly string[]): string {
  return template.reduce((pattern, text, at) => pattern + literal(values[at - 1] ?? '') + text);
}

/** The text that people read for a pattern: the inverse of `literal`, wildcards stay as they are. */
export function literalOf(pattern: string): string {
  return pattern.replace(/\$\{([*?$])\}/g, '$1');
}
