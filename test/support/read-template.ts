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
  return Object.fromEntries(found.map(([id, { Properties }]) => [withoutHash(id), asText(Properties) as Resource['Properties']]));
}

/** All that a role of the stack may do: its inline policies and the policies attached to it. `role` without its hash. */
export function statementsOf(template: Template, role: string): readonly Statement[] {
  const inline = resourcesOf(template, 'AWS::IAM::Role')[role]?.['Policies'] as { PolicyDocument: unknown }[] | undefined;
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
  const [name, inner] = Object.entries(value)[0] ?? [];
  if (name === 'Ref') return String(inner).startsWith('AWS::') ? `\${${inner}}` : withoutHash(String(inner));
  if (name === 'Fn::GetAtt') return `${withoutHash((inner as string[])[0] ?? '')}.${(inner as string[])[1]}`;
  if (name === 'Fn::Join') return (inner as [string, unknown[]])[1].map(asText).join((inner as [string])[0]);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]));
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
