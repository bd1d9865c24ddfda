package gatehouse.sim;

import gatehouse.sim.camera.SimCamera;

/// What a call does at the door: tones may open it, and whoever was not let in walks away.
record Visit(ToneCodes codes, SimCamera camera) implements DoorPhone.Station {
    @Override
    public void callBegan() {
        codes.begin();
    }

    @Override
    public void heard(char tone) {
        codes.heard(tone);
    }

    @Override
    public void callEnded() {
        camera.leave();
    }

    void lockMoved(Lock.State state) {
        switch (state) {
            case UNLOCKED -> camera.goIn();
            case LOCKED -> {
                // Whoever wanted in is in.
            }
        }
    }
}
