package gatehouse.sim.camera;

/// How one visitor looks. Colours are 0xRRGGBB.
record Look(int skin, int hair, Hair cut, int coat, Hat hat, int hatColour, Prop prop) {
    enum Hair {
        SHORT,
        LONG,
        BUN,
        CURLY,
        BEARD,
        GREY_SIDES
    }

    enum Hat {
        NONE,
        CAP,
        HELMET,
        BEANIE,
        SCARF
    }

    enum Prop {
        NONE,
        PARCEL,
        BADGE,
        VEST,
        RUCKSACK,
        FLOWERS
    }

    private static final Look[] PEOPLE = {
        new Look(0xcb9c7c, 0x33271f, Hair.SHORT, 0x46525f, Hat.NONE, 0, Prop.BADGE),
        new Look(0xcb9c7c, 0x3a2a20, Hair.SHORT, 0x2f4a62, Hat.CAP, 0x8a2f27, Prop.PARCEL),
        new Look(0x8a5a3c, 0x1d1713, Hair.BEARD, 0x5a4a38, Hat.HELMET, 0xd9a92e, Prop.VEST),
        new Look(0xe0b595, 0x8a4b2a, Hair.LONG, 0x7a3f52, Hat.NONE, 0, Prop.FLOWERS),
        new Look(0xa97852, 0x17120f, Hair.SHORT, 0x3f4450, Hat.NONE, 0, Prop.RUCKSACK),
        new Look(0xd9a98a, 0xb9b4ab, Hair.GREY_SIDES, 0x59624a, Hat.NONE, 0, Prop.NONE),
        new Look(0x6b4630, 0x15110f, Hair.CURLY, 0xa9743a, Hat.NONE, 0, Prop.BADGE),
        new Look(0xd8ab8b, 0xc9a25e, Hair.BUN, 0x33604f, Hat.NONE, 0, Prop.PARCEL),
        new Look(0xd3a07d, 0x5a3b26, Hair.BEARD, 0x394a6b, Hat.BEANIE, 0x2f5d58, Prop.PARCEL),
        new Look(0xc79672, 0x2a211c, Hair.LONG, 0x4c5a68, Hat.SCARF, 0x6a4b86, Prop.NONE),
        new Look(0xe3bb9d, 0xd3b06b, Hair.LONG, 0x3b4f70, Hat.NONE, 0, Prop.RUCKSACK),
        new Look(0x7d5238, 0x1b1512, Hair.SHORT, 0x6d2f2f, Hat.CAP, 0x2a3f66, Prop.VEST),
    };

    /// The n-th visitor of a camera. Two cameras of one site with up to six doors never show the same person.
    static Look of(SceneKind scene, int variation, int visit) {
        return PEOPLE[Math.floorMod(scene.number() + 6 * visit + 5 * variation, PEOPLE.length)];
    }
}
