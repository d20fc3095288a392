import { type AtWork, atWork, exceptionIn, recordsIn } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

describe('categories', () => {
  const list = async () =>
    recordsIn(
      await at.caller.call(
        'product',
        'GetCategories',
        '<returnProperties><string>Id</string><string>Name</string><string>No</string><string>ParentId</string></returnProperties>',
      ),
      'Category',
    );
  const saveCategories = (...categories: Record<string, string | number>[]) =>
    at.caller.save(
      'categories',
      categories
        .map(
          (fields) =>
            `<Category>${Object.entries(fields)
              .map(([n, v]) => `<${n}>${v}</${n}>`)
              .join('')}</Category>`,
        )
        .join(''),
    );

  it('are listed whole', async () => {
    expect((await list())[1]).toBe('<Id>2</Id><Name>Mat og drikke</Name><No>2</No>');
  });

  it('are made with 25 % VAT, which a person changes', async () => {
    expect(await saveCategories({ Name: 'Aviser', No: 'A' })).toEqual([
      '<Id>4</Id><Name>Aviser</Name><No>A</No>',
    ]);
    expect(at.kiosk.categories()[3]).toEqual({ id: 4, name: 'Aviser', number: 'A', taxRate: 25 });

    at.kiosk.personSetsCategoryVat(4, 0);
    await saveCategories({ Id: 4, Name: 'Ukeblader', ParentId: 1 });
    expect(at.kiosk.categories()[3]).toMatchObject({
      name: 'Ukeblader',
      number: 'A',
      parentId: 1,
      taxRate: 0,
    });
    expect((await list())[3]).toBe('<Id>4</Id><Name>Ukeblader</Name><No>A</No><ParentId>1</ParentId>');
  });

  it('have another VAT at first where that is said', async () => {
    at.kiosk.switches.newCategoryTaxRate = 15;
    await saveCategories({ Name: 'Brød' });
    expect(at.kiosk.categories()[3]?.taxRate).toBe(15);
  });

  it('are made with an id that was never seen', async () => {
    await saveCategories({ Id: 40, Name: 'Aviser' }, { Name: 'Bøker' });
    expect(at.kiosk.categories().map(({ id }) => id)).toEqual([1, 2, 3, 40, 41]);
  });

  it('are refused one by one: without a name, and with a parent that cannot be one', async () => {
    const echoes = await saveCategories(
      { No: 'A' },
      { Name: 'A', ParentId: 9 },
      { Id: 1, ParentId: 1 },
      { Id: 0, Name: 'A' },
      { Name: 'A' },
    );
    expect(echoes.map(exceptionIn)).toEqual([
      'ParameterNotFoundException',
      'DataBaseServerException',
      'DataBaseServerException',
      'DataBaseServerException',
      '',
    ]);
    expect(at.kiosk.categories()).toHaveLength(4);
  });
});
