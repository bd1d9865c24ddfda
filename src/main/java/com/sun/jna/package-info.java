/// The two classes of JNA that jitsi-srtp links to, saying that there are no natives (docs/decisions/0005).
package com.sun.jna;
