package gatehouse.ui.shell;

import gatehouse.operator.Right;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// The screens one can go to, and the right that each needs.
public enum Place {
    WALL(Right.SEE_WALL, MaterialDesignV.VIEW_GRID_OUTLINE),
    HISTORY(Right.SEE_HISTORY, MaterialDesignH.HISTORY),
    INSTALLER(Right.INSTALL, MaterialDesignW.WRENCH_OUTLINE),
    SETTINGS(Right.SETTINGS, MaterialDesignC.COG_OUTLINE);

    final Right right;
    final Ikon icon;

    Place(Right right, Ikon icon) {
        this.right = right;
        this.icon = icon;
    }
}
