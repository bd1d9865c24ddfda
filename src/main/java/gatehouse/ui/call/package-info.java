/// The pop-up of a call: the face, and the few things to do about it. Topmost, and never takes the focus.
package gatehouse.ui.call;
