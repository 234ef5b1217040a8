import type { Template } from 'aws-cdk-lib/assertions';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** A policy statement with its references as short texts, in the template's own order. */
export type Statement = Readonly<Record<string, unknown>>;

/** The resources of one type, by logical id without its hash: `SubmitRoleDefaultPolicy`. */
export function resourcesOf(template: Template, type: string): Record<string, Resource['Properties']> {
  const found = Object.entries(template.findResources(type) as Record<string, Resource>);
  return Object.fromEntries(
    found.map(([id, { Properties }]) => [withoutHash(id), asText(Properties) as Resource['Properties']]),
  );
}

/** All that a role of the stack may do: its inline policies and the policies attached to it. `role` without its hash. */
export function statementsOf(template: Template, role: string): readonly Statement[] {
  const inline = resourcesOf(template, 'AWS::IAM::Role')[role]?.['Policies'] as
    { PolicyDocument: unknown }[] | undefined;
  const attached = Object.values(resourcesOf(template, 'AWS::IAM::Policy')).filter(({ Roles }) =>
    (Roles as string[]).includes(role),
  );
  const documents = [...(inline ?? []), ...(attached as { PolicyDocument: unknown }[])];
  return documents.flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement);
}

/** A template value with each reference as text: `SubmitFunction.Arn`, `arn:${AWS::Partition}:s3:::cdk-*`. */
export function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return value;
  const [name = '', inner] = Object.entries(value)[0] ?? [];
  const read = FUNCTIONS[name];
  return read ? read(inner) : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]));
}

/** CloudFormation's functions that the template uses, as texts. */
const FUNCTIONS: Readonly<Record<string, (inner: unknown) => unknown>> = {
  Ref: (name) => (String(name).startsWith('AWS::') ? `\${${String(name)}}` : withoutHash(String(name))),
  'Fn::GetAtt': (inner) => {
    const [resource = '', attribute = ''] = inner as string[];
    return `${withoutHash(resource)}.${attribute}`;
  },
  'Fn::Join': (inner) => {
    const [separator, parts] = inner as [string, unknown];
    return (asText(parts) as unknown[]).join(separator);
  },
  'Fn::Split': (inner) => {
    const [separator, text] = inner as [string, unknown];
    return String(asText(text)).split(separator);
  },
};

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
