/// Finding devices and proving that they work, before they become doors of the site.
package gatehouse.installer;
