import { posting } from './posting.js';
import { place, voucherLines } from './voucher-lines.js';
import { aSettlement } from './z-report.builder.js';

describe('the last guard', () => {
  it('lets no voucher out that does not sum to 0', () => {
    const { plan, erp } = aSettlement();
    const half = place(posting(['tips'], 100, 'Tips', 'tips.amount'), plan, erp);

    expect(() => voucherLines([half!])).toThrow('100 øre out of balance');
  });
});
