/// Whose certificate a device may show: the one pinned for it, or one that this computer trusts. Any protocol room may
/// enter; nobody else checks certificates.
package gatehouse.trust;
