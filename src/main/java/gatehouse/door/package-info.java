/// The vocabulary of the house: doors, their names, secrets and troubles. Any room may use it; it uses none.
package gatehouse.door;
