namespace Infra.AddOns.Gpu;

/// <summary>How a distribution gets its packages.</summary>
public enum DriverPackages
{
    /// <summary>Debian and Ubuntu.</summary>
    Apt,

    /// <summary>Red Hat Enterprise Linux and its kin, SUSE Linux Enterprise.</summary>
    Rpm,
}
