/// What stands where and who may do what: an immutable site, read from one YAML file. Uses only the door.
package gatehouse.site;
