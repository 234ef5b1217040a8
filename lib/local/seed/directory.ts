/** The demo's agents: IAM users of the local account. The owners are Slack ids of the stand-in's people. */
export const AGENTS = ['invoice-agent', 'report-agent'] as const;

/** The demo's operator: an IAM user that is no agent. */
export const OPERATOR = 'operator';
export type AgentName = (typeof AGENTS)[number];

/** The directory that the local gateway is deployed with: who owns which agent, who may approve, and that the account is no production. */
export function localDirectory(account: string): string {
  const arn = (name: AgentName) => `arn:aws:iam::${account}:user/${name}`;
  return JSON.stringify({
    agents: {
      [arn('invoice-agent')]: { team: 'finance', owners: ['U0INES'] },
      [arn('report-agent')]: { team: 'finance', owners: ['U0RAVI'] },
    },
    approvers: { platform: ['U0GRACE', 'U0RAVI', 'U0INES'], security: ['U0GRACE'] },
    accounts: { [account]: { labels: ['dev'] } },
  });
}
