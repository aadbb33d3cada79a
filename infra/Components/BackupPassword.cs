using Infra.AddOns.Backup;
using Infra.Specification;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Random;

namespace Infra.Components;

/// <summary>The password with which Velero encrypts the volumes in its stores: one for all clusters of a stack, so that each can restore
/// what another has backed up; the one that the stack names, or else a random one.</summary>
/// <remarks>Without it, Velero encrypts with a password that everybody can read in its source (pkg/repository/keys/keys.go). All
/// repositories of a cluster have the same one, those of a store that it only restores from as well.</remarks>
/// <param name="platform">The specification of the stack.</param>
/// <param name="secret">Value of a secret configuration key by its name.</param>
public sealed class BackupPassword(PlatformSpec platform, Func<string, Output<string>> secret)
{
    private Output<string>? _value;

    /// <summary>Puts the password where Velero looks for it before it creates its own.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="place">Namespace of Velero.</param>
    /// <param name="options">Parent, provider and dependencies, at least the namespace.</param>
    /// <returns>What must exist before Velero starts.</returns>
    internal Secret Put(string cluster, string place, CustomResourceOptions options) =>
        new($"{cluster}-{Velero.PasswordSecret}", new SecretArgs
        {
            Metadata = new ObjectMetaArgs { Name = Velero.PasswordSecret, Namespace = place },
            Type = "Opaque",
            StringData = { [Velero.PasswordKey] = _value ??= Value() },
        }, options);

    private Output<string> Value()
    {
        if (platform.Backup.PasswordSecret is { } key)
        {
            return Output.CreateSecret(secret(key));
        }

        var random = new Provider("backup-random", new());
        // Without it nobody reads the backups.
        var password = new RandomPassword(
            "backup-password",
            new RandomPasswordArgs { Length = 48, Special = false },
            new CustomResourceOptions { Provider = random, Protect = true });
        return Output.CreateSecret(password.Result);
    }
}
