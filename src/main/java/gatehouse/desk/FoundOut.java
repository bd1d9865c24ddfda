package gatehouse.desk;

import gatehouse.audio.Finding;
import java.util.Map;

/// A verdict on a voice as it goes on record: one sentence with its facts.
final class FoundOut {
    private FoundOut() {}

    static String sentence(Finding finding) {
        return switch (finding) {
            case Finding.NothingArrives f -> "The door is not heard: nothing arrives at " + f.ours();
            case Finding.StoppedArriving f ->
                "The door is not heard any more: nothing arrives for "
                        + f.since().toSeconds() + " s";
            case Finding.OnlySilence f -> "The door is not heard: it sends silence, " + level(f.loudest());
            case Finding.Undecodable f ->
                "The door is not heard: what arrives is not " + f.agreed().rtpmap()
                        + (f.types().isEmpty() ? "" : " but payload type " + f.types());
            case Finding.FromElsewhere f ->
                "The door is not heard: voice comes from " + f.seen() + ", but the door named " + f.offered();
            case Finding.WrongKey f -> "The door is not heard: its voice is sealed with another key, or sent again";
            case Finding.SpeakerGone f -> "The door is not heard: the speaker of the desk is gone";
            case Finding.NotReceived f ->
                "The guard is not heard: the door reports that " + Math.round(100 * f.lostShare()) + " % is lost";
            case Finding.NothingSent f -> "The guard is not heard: the door named no address for voice";
            case Finding.MicrophoneSilent f ->
                "The guard is not heard: the microphone gives silence, " + level(f.loudest());
            case Finding.MicrophoneGone f -> "The guard is not heard: the microphone of the desk is gone";
            case Finding.HeldBack f ->
                "The guard is not heard: half duplex held back " + Math.round(100 * f.share()) + " %";
            case Finding.NotConfirmed f -> "Nobody knows whether the guard is heard: the door sends no reports";
        };
    }

    static Map<String, String> facts(Finding finding) {
        return Map.of(
                "finding",
                finding.getClass().getSimpleName(),
                "way",
                finding.way().name());
    }

    private static String level(double decibels) {
        return Math.round(-decibels) + " dB below full scale";
    }
}
