/** Where a department's routes begin. */
export const DEPARTMENT = '/api/clients/:clientId/departments/:departmentId';
