import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';

const parameters = aTemplate().toJSON()['Parameters'] as Record<string, { AllowedPattern: string; Default?: string }>;
/** CloudFormation holds a value to the whole pattern. */
const takes = (name: string, value: string) => new RegExp(`^(?:${parameters[name]!.AllowedPattern})$`).test(value);

describe('Settings', () => {
  it.each([
    ['SlackChannel', 'C0123ABCD'],
    ['SlackTeamId', 'T0123ABCD'],
    ['SlackAppId', 'A0123ABCD'],
  ])('%s takes an id of its kind and no other', (name, id) => {
    expect(takes(name, id)).toBe(true);
    expect(['U0123ABCD', '#approvals', '', `${id}\n`].filter((value) => takes(name, value))).toEqual([]);
  });

  it('sends the bot token to Slack, or to this machine, and nowhere else', () => {
    expect(takes('SlackApiUrl', 'https://slack.com/api/')).toBe(true);
    expect(takes('SlackApiUrl', 'http://127.0.0.1:4990/api/')).toBe(true);
    const wrong = [
      'http://slack.com/api/',
      'https://slack.com.evil.example/api/',
      'https://slack.com@evil.example/api/',
    ];
    expect(wrong.filter((url) => takes('SlackApiUrl', url))).toEqual([]);
  });

  it('knows nobody until a team names people', () => {
    expect(JSON.parse(parameters['Directory']?.Default ?? '')).toEqual({ agents: {}, approvers: {} });
    expect(takes('Directory', '{\n  "agents": {}\n}')).toBe(true);
    expect(takes('Directory', 'people.json')).toBe(false);
  });
});
