/// The few things one sets at this desk: how it looks, how loud it is, which language it speaks.
package gatehouse.ui.settings;
