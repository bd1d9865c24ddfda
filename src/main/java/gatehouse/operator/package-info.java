/// Who is at the desk: log-in, roles, rights, lock-out.
package gatehouse.operator;
