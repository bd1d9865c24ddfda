package gatehouse.safe;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id in plain Java.
final class JavaArgon2 implements Argon2id.Engine {
    @Override
    public boolean make(byte[] password, byte[] salt, int memory, int passes, int lanes, byte[] into) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        generator.generateBytes(password, into);
        parameters.clear();
        return true;
    }
}
