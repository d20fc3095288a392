import { DeliveryStep } from './step.js';

describe('A step of the journal', () => {
  const later = new Date('2026-11-23T20:11:00Z');
  const aStep = () =>
    Object.assign(Object.create(DeliveryStep.prototype) as DeliveryStep, {
      state: 'open',
      sends: 0,
      intent: null,
    });

  it('forgets its intent when its one send certainly left nothing, however often', () => {
    const step = aStep();
    for (let number = 1; number <= 4; number++) {
      step.intend({ number }, later);
      step.reopen();
    }
    expect(step).toMatchObject({ state: 'open', intent: null, sends: 0 });
  });

  it('keeps its intent while an earlier send of it was lost, and counts only what was lost', () => {
    const step = aStep();
    step.intend({ number: 1 }, later);
    step.intend({ number: 1 }, later);
    step.reopen();
    expect(step).toMatchObject({ state: 'open', intent: { number: 1 }, sends: 1 });
  });
});
