using System.Globalization;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Waits until Azure applies what it has accepted. A role assignment exists at once, but whoever uses it in the next minutes
/// may still be refused: a disk encryption set, an account or a cluster that is created with a key then fails, and the first run with
/// it.</summary>
/// <remarks>Each wait happens once, when it is created: a stack that exists never waits again. Nothing in Azure could be asked instead,
/// because every service has a cache of its own.</remarks>
public sealed class AksWaits : ComponentResource
{
    // "When you assign roles or remove role assignments, it can take up to 10 minutes for changes to take effect."
    // (https://learn.microsoft.com/azure/role-based-access-control/troubleshooting)
    private static readonly TimeSpan _roles = TimeSpan.FromMinutes(10);

    // "New role assignments can take up to five minutes to propagate and be updated by the authorization server."
    // (https://learn.microsoft.com/azure/aks/manage-azure-rbac)
    private static readonly TimeSpan _access = TimeSpan.FromMinutes(5);

    private readonly AksScope _scope;
    private readonly Pulumi.Command.Provider _provider;

    /// <summary>Starts without a wait; parts request theirs.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public AksWaits(AksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:AksWaits", scope.Name("waits"), options)
    {
        _scope = scope;
        _provider = new Pulumi.Command.Provider(scope.Name("command"), new(), new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    /// <summary>Waits until roles of Azure are applied.</summary>
    /// <param name="role">What waits, unique in the cluster.</param>
    /// <param name="grants">The role assignments.</param>
    /// <returns>What exists once they are applied.</returns>
    internal Resource ForRoles(string role, params Resource[] grants) => After(role, _roles, grants);

    /// <summary>Waits until the API server of the cluster knows who may use it.</summary>
    /// <param name="grants">The role assignments.</param>
    /// <returns>What exists once they are applied.</returns>
    internal Resource ForAccess(IEnumerable<Resource> grants) => After("access", _access, grants);

    private Command After(string role, TimeSpan time, IEnumerable<Resource> grants) => new(_scope.Name($"{role}-wait"), new CommandArgs
    {
        Create = Sleep(time),
        AddPreviousOutputInEnv = false,
    }, new CustomResourceOptions { Parent = this, Provider = _provider, DependsOn = [.. grants] });

    // For both shells that the provider uses, /bin/sh and cmd: Windows has no sleep, and cmd then runs what follows, which sends one packet
    // a second.
    private static string Sleep(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"sleep {time.TotalSeconds} || ping -n {time.TotalSeconds + 1} 127.0.0.1 > nul");
}
