namespace Infra.Specification;

/// <summary>What a tier of backups is about.</summary>
public enum BackupScope
{
    /// <summary>Objects with the label <c>ai-platform/backup-tier</c> and the name of the tier: claims, for example, and with them their
    /// volumes.</summary>
    Labelled,

    /// <summary>Everything in given namespaces.</summary>
    Namespaces,

    /// <summary>Everything in the namespaces of the platform's add-ons.</summary>
    Platform,

    /// <summary>Everything in the namespaces of the teams that name the tier.</summary>
    Teams,
}
