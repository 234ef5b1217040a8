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

  it('serves no other account until a team names some, each by its number', () => {
    expect([parameters['TargetAccounts']?.Default, parameters['ExternalId']?.Default]).toEqual(['', '']);
    expect(['', '111122223333', '111122223333,444455556666'].filter((text) => !takes('TargetAccounts', text))).toEqual(
      [],
    );
    const wrong = ['*', '1111', '111122223333,', '111122223333, 444455556666', 'arn:aws:iam::111122223333:root'];
    expect(wrong.filter((text) => takes('TargetAccounts', text))).toEqual([]);
  });

  it('takes no external id that could be guessed, and none that STS would refuse', () => {
    expect(takes('ExternalId', 'kq3-7Rz.pL_0=vX+Y:/@,')).toBe(true);
    expect(['short', 'x'.repeat(15), `${'x'.repeat(16)} y`].filter((text) => takes('ExternalId', text))).toEqual([]);
  });

  it('refuses other accounts without an external id before anything is made', () => {
    const isSet = (Ref: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref }, ''] }] });
    expect(aTemplate().toJSON()['Rules']).toMatchObject({
      OtherAccountsNeedExternalId: {
        RuleCondition: isSet('TargetAccounts'),
        Assertions: [{ Assert: isSet('ExternalId') }],
      },
    });
  });
});
