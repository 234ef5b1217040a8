import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { repository } from '../../local/engine/environment.ts';
import { installNpm } from '../install.ts';
import type { Contender } from './cedar.ts';
import { type TeamRule, teamRules, teamsAmong } from './generated.ts';
import { GENERAL_RULES } from './peer-rules.ts';

const PACKAGE = '@microsoft/agent-governance-sdk';
const MANIFEST = join(repository, 'lib/bench/peers/decide');
const INSTALLED = join(repository, '.local/bench/decide-peers');

/** The part of the peer's API that is measured. */
interface PeerEngine {
  loadPolicy(policy: object): void;
  evaluatePolicy(agent: string, context: Record<string, unknown>): { readonly action: string };
}

interface Peer {
  readonly PolicyEngine: new (rules: undefined, strategy: string) => PeerEngine;
}

/** Installs the peer when it is missing or its lock changed, and gives its version. Throws when it cannot be installed. */
export async function installPeer(): Promise<string> {
  const files = ['package.json', 'package-lock.json'];
  const installed = await installNpm({ name: 'node', files, pins: MANIFEST, into: INSTALLED });
  if (installed.kind === 'missing') throw new Error(`${PACKAGE} cannot be installed: ${installed.because}`);
  const { version } = createRequire(import.meta.url)(join(INSTALLED, 'node_modules', PACKAGE, 'package.json')) as {
    version: string;
  };
  return version;
}

/** The peer with comparable rules in one policy document: a denial wins, then the highest priority, which asking has. */
export function peer(count: number): Contender {
  const { PolicyEngine } = createRequire(join(INSTALLED, 'package.json'))(PACKAGE) as Peer;
  const engine = new PolicyEngine(undefined, 'deny_overrides');
  const general = GENERAL_RULES.slice(0, count);
  const rules = [...general, ...teamRules(count - general.length, teamsAmong(count)).map(peerRule)];
  engine.loadPolicy({
    apiVersion: 'governance.toolkit/v1',
    name: 'bench',
    scope: 'global',
    default_action: 'deny',
    rules,
  });
  return (question) => VERDICTS[engine.evaluatePolicy(question.agent.arn, contextOf(question)).action] ?? 'deny';
}

const VERDICTS: Readonly<Record<string, 'allow' | 'ask' | 'deny'>> = {
  allow: 'allow',
  require_approval: 'ask',
  deny: 'deny',
};
const KINDS = {
  run: { ruleAction: 'allow', priority: 1 },
  ask: { ruleAction: 'require_approval', priority: 0, approvers: ['platform'] },
  forbid: { ruleAction: 'deny', priority: 3 },
} as const;

function peerRule({ id, kind, team, service, operation, region, resource }: TeamRule): object {
  const parts = { team, service, operation, region, resource };
  const said = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { name: id, ...KINDS[kind], condition: said.map(([name, value]) => `${name} == '${value}'`).join(' and ') };
}

/** Its expressions compare single values, so that sets are taken apart here, outside its rules; that counts as its own time. */
function contextOf(question: Question): Record<string, unknown> {
  const { agent, service, operation, account, region, tier, accessLevel, categories, labels, facts, usage } = question;
  const category = Object.fromEntries(categories.map((name) => [name.replaceAll('-', '_'), true]));
  const label = Object.fromEntries(labels.map((name) => [name, true]));
  const resource = question.grants[0]?.resources[0];
  const call = { team: agent.team, service, operation, account, region, tier, accessLevel, resource };
  return { ...call, facts, usage, category, label, pseudonyms: question.pseudonyms?.length ?? 0 };
}
