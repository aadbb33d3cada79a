using Infra.Facts.OnPrem;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>RKE2 or k3s on hosts that are reachable over SSH: the servers one after another, then one agent of each pool at a time, so that
/// a new release never restarts two servers, or two nodes of a pool, at the same time.</summary>
/// <remarks>No command runs on deletion: a destroyed stack leaves its hosts unchanged, and a dead host does not block an update. What to do
/// before destroying is in <c>docs/on-prem.md</c>. There are no triggers on the scripts either: a changed script updates the command in
/// place, where a trigger would replace it. The output of a command is not passed to its next run in the environment, as the provider would
/// do by default, because one command prints the administrator's kubeconfig.</remarks>
public sealed class OnPremHosts : ComponentResource
{
    /// <summary>Installs or updates the hosts.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="install">The hosts, and what is installed on them.</param>
    /// <param name="secret">The value of a secret configuration key by its name.</param>
    /// <param name="options">Options of the component.</param>
    public OnPremHosts(
        OnPremScope scope, InstallSpec install, Func<string, Output<string>> secret, ComponentResourceOptions options)
        : base("infra:clusters:OnPremHosts", scope.Name("hosts"), options)
    {
        var cluster = scope.Cluster;
        var distribution = RancherDistribution.Of(cluster);
        var command = new Pulumi.Command.Provider(scope.Name("command"), new(), new CustomResourceOptions { Parent = this });
        var random = new Pulumi.Random.Provider(scope.Name("random"), new(), new CustomResourceOptions { Parent = this });

        var serverToken = Token("server-token");
        var agentToken = Token("agent-token");
        var serverSecrets = Output.CreateSecret(
            Output.Format($"[cluster]\ntoken = {serverToken.Result}\nagent-token = {agentToken.Result}\n"));
        var agentSecrets = Output.CreateSecret(Output.Format($"[cluster]\ntoken = {agentToken.Result}\n"));
        if (cluster.ObjectStore is { } store)
        {
            serverSecrets = Output.CreateSecret(Output.Format($"{serverSecrets}{secret(store.CredentialsSecret)}\n"));
        }

        var hosts = ClusterHost.Of(cluster, install);
        List<Command> servers = [];
        foreach (var host in hosts.Where(host => host.Role is not HostRole.Agent))
        {
            servers.Add(Install(host, "server", serverSecrets, servers.TakeLast(1)));
        }

        List<Command> nodes = [.. servers];
        foreach (var pool in hosts.Where(host => host.Role is HostRole.Agent).GroupBy(host => host.Pool!.Name))
        {
            var before = servers[^1];
            foreach (var host in pool)
            {
                nodes.Add(before = Install(host, pool.Key, agentSecrets, [before]));
            }
        }

        Nodes = nodes;
        var reader = new Command(scope.Name("kubeconfig"), new CommandArgs
        {
            Connection = Connection(install.Servers[0]),
            Create = HostScripts.ReadKubeconfig(distribution),
            Logging = Logging.None,
            AddPreviousOutputInEnv = false,
            // A new release renews its certificate.
            Triggers = new object[] { install.Release, install.RegistrationAddress },
        }, new CustomResourceOptions
        {
            Parent = this,
            Provider = command,
            DependsOn = { servers[0] },
            AdditionalSecretOutputs = { "stdout" },
        });
        Kubeconfig = Output.CreateSecret(reader.Stdout.Apply(text => HostScripts.Readdress(text, install)));
        RegisterOutputs();

        // The server token also encrypts data that is needed to restore a snapshot: without the token the snapshots are lost.
        RandomPassword Token(string role) => new(
            scope.Name(role),
            new RandomPasswordArgs { Length = 48, Special = false },
            new CustomResourceOptions { Parent = this, Provider = random, Protect = true });

        ConnectionArgs Connection(string address)
        {
            var connection = new ConnectionArgs
            {
                Host = address,
                User = install.User,
                PrivateKey = Output.CreateSecret(secret(install.SshKeySecret)),
            };
            if (install.HostKeys.TryGetValue(address, out var hostKey))
            {
                connection.HostKey = hostKey;
            }

            return connection;
        }

        Command Install(ClusterHost host, string role, Output<string> secrets, IEnumerable<Resource> after)
        {
            var script = HostScripts.AsRoot(HostScripts.Install(scope.Platform, cluster, install, host));
            return new Command(scope.Name($"{role}-{host.Address}"), new CommandArgs
            {
                Connection = Connection(host.Address),
                Create = script,
                Update = script,
                Stdin = secrets,
                AddPreviousOutputInEnv = false,
            }, new CustomResourceOptions
            {
                Parent = this,
                Provider = command,
                DependsOn = after.ToArray(),
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(30), Update = TimeSpan.FromMinutes(30) },
            });
        }
    }

    /// <summary>Administrator kubeconfig with the registration address; a secret.</summary>
    public Output<string> Kubeconfig { get; }

    /// <summary>Every host that is installed.</summary>
    public IReadOnlyList<Resource> Nodes { get; }
}
