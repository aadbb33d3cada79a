using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The encryption keys of a cluster, one for each purpose; none where AWS manages the keys.</summary>
public sealed class EksKeys : ComponentResource
{
    // The longest time that KMS keeps a deleted key, so that a mistake can be undone
    // (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html).
    private const int DeletionWindowDays = 30;

    private readonly EksScope _scope;
    private readonly Output<string> _account;

    /// <summary>Creates the keys.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="account">Id of the account that administers them.</param>
    /// <param name="options">Options of the component.</param>
    public EksKeys(EksScope scope, Output<string> account, ComponentResourceOptions options)
        : base("infra:clusters:EksKeys", scope.Name("keys"), options)
    {
        _scope = scope;
        _account = account;
        Secrets = Create("secrets", (_, administration) => [administration]);
        Volumes = Create("volumes", (id, administration) => [administration, EksKeyPolicies.ThroughServices(scope, id)]);
        Logs = Create("logs", (id, administration) =>
        [
            administration,
            EksKeyPolicies.CloudWatchLogs(scope, id),
            .. scope.HasKarpenter ? [EksKeyPolicies.Events(scope, id)] : Array.Empty<JsonObject>(),
        ]);
        Backups = Create("backups", (_, administration) => [administration]);
        Images = scope.Cluster.PullThrough.IsEmpty ? null : Create("images", (_, administration) => [administration]);
        RegisterOutputs();
    }

    /// <summary>ARN of the key for Kubernetes secrets; absent where AWS manages the keys.</summary>
    public Output<string>? Secrets { get; }

    /// <summary>ARN of the key for disks and file systems; absent where AWS manages the keys.</summary>
    public Output<string>? Volumes { get; }

    /// <summary>ARN of the key for log groups and for the events that Karpenter reads; absent where AWS manages the keys.</summary>
    public Output<string>? Logs { get; }

    /// <summary>ARN of the key for cached images; absent where AWS manages the keys, and without caches.</summary>
    public Output<string>? Images { get; }

    /// <summary>ARN of the key for backups; absent where AWS manages the keys.</summary>
    public Output<string>? Backups { get; }

    private Output<string>? Create(string purpose, Func<string, JsonObject, JsonObject[]> statements)
    {
        if (!_scope.CustomerKeys)
        {
            return null;
        }

        var key = new Aws.Kms.Key(_scope.Name($"{purpose}-key"), new Aws.Kms.KeyArgs
        {
            Description = $"{_scope.CloudName}: {purpose}",
            EnableKeyRotation = true,
            DeletionWindowInDays = DeletionWindowDays,
            Policy = _account.Apply(account => IamPolicy.Document(statements(account, EksKeyPolicies.Administration(_scope, account)))),
        }, new CustomResourceOptions { Parent = this, Protect = true });

        _ = new Aws.Kms.Alias(_scope.Name($"{purpose}-key-alias"), new Aws.Kms.AliasArgs
        {
            Name = _scope.KeyAlias(purpose),
            TargetKeyId = key.KeyId,
        }, new CustomResourceOptions { Parent = this });
        return key.Arn;
    }
}
