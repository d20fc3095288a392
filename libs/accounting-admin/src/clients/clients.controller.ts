import { Controller } from '@nestjs/common';
import {
  clientInputSchema,
  clientViewSchema,
  departmentInputSchema,
  Departments,
  departmentSummarySchema,
  departmentViewSchema,
} from '@accounting/sync';
import { ADMINS, READERS } from '../access/roles.js';
import { listOf } from '../http/lists.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const putClient = route({
  method: 'PUT',
  path: '/api/clients/:clientId',
  tag: 'Clients and departments',
  summary: 'Name and organisation number of a client',
  access: ADMINS,
  wholeClient: true,
  body: clientInputSchema,
  answer: clientViewSchema,
});
const listDepartments = route({
  method: 'GET',
  path: '/api/clients/:clientId/departments',
  tag: 'Clients and departments',
  summary: 'The departments the caller may see, each with a summary of its integration',
  access: READERS,
  answer: listOf(departmentSummarySchema),
});
const putDepartment = route({
  method: 'PUT',
  path: DEPARTMENT,
  tag: 'Clients and departments',
  summary: 'Name and number of a department',
  access: ADMINS,
  body: departmentInputSchema,
  answer: departmentViewSchema,
});

@Controller()
export class ClientsController {
  constructor(private readonly departments: Departments) {}

  @Handles(putClient)
  put(@Ask() { params, body }: Asked<typeof putClient>) {
    return this.departments.putClient(params.clientId, body);
  }

  @Handles(listDepartments)
  async list(@Ask() { params, caller }: Asked<typeof listDepartments>) {
    return { items: await this.departments.list(params.clientId, caller), nextCursor: null };
  }

  @Handles(putDepartment)
  putDepartment(@Ask() { params, body }: Asked<typeof putDepartment>) {
    return this.departments.putDepartment(params, body);
  }
}
