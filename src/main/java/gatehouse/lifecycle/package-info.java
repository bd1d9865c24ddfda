/// Who opened what and closes it again, and the one loop that tries again. Any room may use it; it uses none.
package gatehouse.lifecycle;
