/// What happened: the journal of record, the searchable store, snapshots, verification. The only room with SQL.
package gatehouse.history;
