import type { Question } from './decision.ts';

/** The name of an entity in Cedar: its type with its namespace, and its id. */
export interface Uid {
  readonly type: string;
  readonly id: string;
}

/** Who asks: the agent, by its IAM ARN. */
export function agentOf({ agent }: Pick<Question, 'agent'>): Uid {
  return uid('Agent', agent.arn);
}

/** The agent's team, which the agent is in. */
export function teamOf({ agent }: Pick<Question, 'agent'>): Uid {
  return uid('Team', agent.team);
}

/** What is asked for: `s3:DeleteObject`. */
export function operationOf({ service, operation }: Pick<Question, 'service' | 'operation'>): Uid {
  return uid('Operation', `${service}:${operation}`);
}

/** The service that the operation is in. */
export function serviceOf({ service }: Pick<Question, 'service'>): Uid {
  return uid('Service', service);
}

/** An action of the schema. */
export function actionNamed(action: string): Uid {
  return uid('Action', action);
}

function uid(type: string, id: string): Uid {
  return { type: `Countersign::${type}`, id };
}
