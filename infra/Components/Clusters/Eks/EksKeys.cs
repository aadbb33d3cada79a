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
        Secrets = OfPurpose("secrets", (_, administration) => [administration]);
        Volumes = OfPurpose("volumes", (id, administration) => [administration, EksKeyPolicies.ThroughServices(scope, id)]);
        Logs = OfPurpose("logs", (id, administration) =>
        [
            administration,
            EksKeyPolicies.CloudWatchLogs(scope, id),
            .. scope.HasKarpenter ? [EksKeyPolicies.Events(scope, id)] : Array.Empty<JsonObject>(),
        ]);
        Backups = OfPurpose("backups", (id, administration) =>
        [
            administration,
            .. scope.LocksBackups ? [EksKeyPolicies.KeepKey(scope.Guardian(scope.Account, id))] : Array.Empty<JsonObject>(),
        ], guarded: scope.LocksBackups);
        Images = scope.Cluster.PullThrough.IsEmpty ? null : OfPurpose("images", (_, administration) => [administration]);
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

    /// <summary>Creates a key and its alias.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="purpose">What it is for; part of its names.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="guarded">Whether the policy keeps the program itself from changing the policy again, and from deleting the key.</param>
    /// <param name="options">Parent and provider.</param>
    /// <returns>The key's ARN.</returns>
    internal static Output<string> Create(
        EksScope scope, string purpose, Output<string> policy, bool guarded, CustomResourceOptions options)
    {
        var args = new Aws.Kms.KeyArgs
        {
            Description = $"{scope.CloudName}: {purpose}",
            EnableKeyRotation = true,
            DeletionWindowInDays = DeletionWindowDays,
            Policy = policy,
            Tags = scope.Tagged(),
        };
        if (guarded)
        {
            // KMS otherwise refuses a policy with which its caller could never change it again
            // (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html), which is the purpose of this one.
            args.BypassPolicyLockoutSafetyCheck = true;
        }

        var key = new Aws.Kms.Key(
            scope.Name($"{purpose}-key"), args,
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Protect = true, RetainOnDelete = guarded }));
        _ = new Aws.Kms.Alias(scope.Name($"{purpose}-key-alias"), new Aws.Kms.AliasArgs
        {
            Name = scope.KeyAlias(purpose),
            TargetKeyId = key.KeyId,
        }, options);
        return key.Arn;
    }

    private Output<string>? OfPurpose(string purpose, Func<string, JsonObject, JsonObject[]> statements, bool guarded = false) =>
        _scope.CustomerKeys
            ? Create(
                _scope, purpose,
                _account.Apply(account => IamPolicy.Document(statements(account, EksKeyPolicies.Administration(_scope, account)))),
                guarded, new CustomResourceOptions { Parent = this })
            : null;
}
