import { groupsByAccount } from './24so.type-groups.js';

/** Account 3000 has id 3001, which is another account's number. */
const accounts = [
  { AccountId: 3001, AccountNo: 3000 },
  { AccountId: 3002, AccountNo: 3001 },
  { AccountId: 17, AccountNo: 3100 },
];
const group = (AccountId: number, Id: number) => ({ AccountId, Id, Name: `Gruppe ${Id}` });
const found = (...groups: ReturnType<typeof group>[]) =>
  Object.fromEntries(groupsByAccount(groups, accounts));

describe('a type group is of the account', () => {
  it('with that number, where all are numbers', () => {
    expect(found(group(3000, 1), group(3001, 2))).toEqual({ '3000': 1, '3001': 2 });
  });

  it('with that id, as soon as one of them can only be an id', () => {
    expect(found(group(3001, 1), group(17, 2))).toEqual({ '3000': 1, '3100': 2 });
  });

  it('with that number, also where one is of an account that no list tells', () => {
    expect(found(group(3001, 1), group(40_010, 2))).toEqual({ '3001': 1, '40010': 2 });
  });

  it('the first of several', () => {
    expect(found(group(3000, 4), group(3000, 5))).toEqual({ '3000': 4 });
  });
});
