import { describe } from '@jest/globals';
import { invoke, makeFunction } from '../fixtures.ts';
import { needsPatch } from './needed.ts';

const throwing = `export const handler = async () => {
  throw Object.assign(new Error('no'), { name: 'TooLate' });
};`;
const rejecting = `export const handler = () => Promise.reject(undefined);`;

describe('patches of Lambda', () => {
  needsPatch('lambda-error-name', 'the name of a thrown Error is its errorType', {
    look: async (aws) => {
      await makeFunction(aws, 'throwing', throwing);
      const { failed, answer } = await invoke(aws, 'throwing');
      return { failed, errorType: answer['errorType'], trace: Array.isArray(answer['trace']) };
    },
    right: { failed: true, errorType: 'TooLate', trace: true },
    wrong: { failed: true, errorType: 'Runtime.HandlerError', trace: false },
  });

  needsPatch('lambda-error-name', 'a function that rejects with nothing has failed', {
    look: async (aws) => {
      await makeFunction(aws, 'rejecting', rejecting);
      return (await invoke(aws, 'rejecting')).failed;
    },
    right: true,
    wrong: false,
  });
});
