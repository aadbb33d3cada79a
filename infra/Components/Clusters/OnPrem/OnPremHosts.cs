using Infra.Facts.OnPrem;
using Infra.Specification.Installation;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>RKE2 or k3s on hosts that are reachable over SSH: every host is looked at first, then come the servers one after another, then
/// one agent of each pool at a time, so that a new release never restarts two servers, or two nodes of a pool, at the same time.</summary>
/// <remarks>A host that leaves the list is drained, removed from the cluster by another server, and uninstalled. A stack or a cluster that
/// is destroyed leaves its hosts unchanged: nothing is run on them if the tokens go as well. There are no triggers on the scripts: a
/// changed script updates the command in place, where a trigger would replace it, and so uninstall the host. The name of a host is its
/// address alone for the same reason, because a host may change its pool. The output of a command is not passed to its next run in the
/// environment, as the provider would do by default, because one command prints the administrator's kubeconfig.</remarks>
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
        if (scope.Platform.Sovereignty is { Registry: not null, RegistryAccess.CredentialsSecret: { } login })
        {
            agentSecrets = Output.CreateSecret(Output.Format($"{agentSecrets}[registry]\nlogin = {secret(login)}\n"));
            serverSecrets = Output.CreateSecret(Output.Format($"{serverSecrets}[registry]\nlogin = {secret(login)}\n"));
        }

        if (cluster.ObjectStore is { } store)
        {
            serverSecrets = Output.CreateSecret(Output.Format($"{serverSecrets}{secret(store.CredentialsSecret)}\n"));
        }

        var hosts = ClusterHost.Of(cluster, install);
        Command[] looks = [.. hosts.Select(Look)];
        List<Command> servers = [];
        foreach (var host in hosts.Where(host => host.Role is not HostRole.Agent))
        {
            servers.Add(Install(host, "server", serverSecrets, servers.Count == 0 ? looks : servers.TakeLast(1)));
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
        Command? last = null;
        foreach (var (host, node) in install.Servers.Length == 1 ? hosts.Skip(1).Zip(nodes.Skip(1)) : hosts.Zip(nodes))
        {
            last = Membership(host, [.. servers, node, .. last is null ? (Command[])[] : [last]]);
        }

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

        Command Look(ClusterHost host)
        {
            var script = HostScripts.AsRoot(HostPreflight.Check(scope.Platform, cluster, install, host));
            return new Command(scope.Name($"preflight-{host.Address}"), new CommandArgs
            {
                Connection = Connection(host.Address),
                Create = script,
                Update = script,
                AddPreviousOutputInEnv = false,
            }, new CustomResourceOptions { Parent = this, Provider = command });
        }

        Command Install(ClusterHost host, string role, Output<string> secrets, IEnumerable<Resource> after)
        {
            var script = HostScripts.AsRoot(HostScripts.Install(scope.Platform, cluster, install, host));
            return new Command(scope.Name($"host-{host.Address}"), new CommandArgs
            {
                Connection = Connection(host.Address),
                Create = script,
                Update = script,
                Delete = HostScripts.AsRoot(HostRemoval.Uninstall(distribution)),
                Stdin = secrets,
                AddPreviousOutputInEnv = false,
            }, new CustomResourceOptions
            {
                Parent = this,
                Provider = command,
                DependsOn = after.ToArray(),
                DeletedWith = serverToken,
                // What the command of a host was called when its role was part of the name.
                Aliases = { new Alias { Name = scope.Name($"{role}-{host.Address}") } },
                CustomTimeouts = new CustomTimeouts
                {
                    Create = TimeSpan.FromMinutes(60),
                    Update = TimeSpan.FromMinutes(120),
                    Delete = TimeSpan.FromMinutes(15),
                },
            });
        }

        // Runs on a server that stays: the first in the list that is not the host itself. It comes after every server and after the one
        // before it, so when hosts leave, their nodes go one at a time, each before the server that removes it.
        Command Membership(ClusterHost host, Command[] after)
        {
            var find = HostScripts.AsRoot(HostRemoval.FindNode(distribution, host));
            return new Command(scope.Name($"node-{host.Address}"), new CommandArgs
            {
                Connection = Connection(install.Servers.First(server => server != host.Address)),
                Create = find,
                Update = find,
                Delete = HostScripts.AsRoot(HostRemoval.RemoveNode(distribution, install, host)),
                AddPreviousOutputInEnv = false,
            }, new CustomResourceOptions
            {
                Parent = this,
                Provider = command,
                DependsOn = after,
                DeletedWith = serverToken,
                CustomTimeouts = new CustomTimeouts { Delete = TimeSpan.FromMinutes(90) },
            });
        }
    }

    /// <summary>Administrator kubeconfig with the registration address; a secret.</summary>
    public Output<string> Kubeconfig { get; }

    /// <summary>Every host that is installed.</summary>
    public IReadOnlyList<Resource> Nodes { get; }
}
