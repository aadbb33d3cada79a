using System.Runtime.Versioning;
using Infra.Components.Clusters.OnPrem;
using Infra.Specification.Clusters;
using Infra.Tests.Cli;

namespace Infra.Tests.Components.Clusters.OnPrem;

/// <summary>A site in Azure Arc, where the stack asks for it.</summary>
[UnsupportedOSPlatform("windows")]
public class OnPremArcTests
{
    private const string Subscription = "00000000-0000-4000-8000-000000000001";

    private static readonly ArcSpec _arc = new() { Subscription = Subscription, Region = "westeurope" };

    [Fact]
    public async Task Registers_the_cluster_in_a_group_of_its_own_with_the_kubeconfig_as_a_secret()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Adopted with { Arc = _arc });

        Assert.Equal("acme-prod-berlin-arc", plan.Input("berlin-arc-group", "resourceGroupName"));
        Assert.Equal("westeurope", plan.Input("berlin-arc-group", "location"));
        var environment = plan.Inputs("command:local:Command", "berlin-arc-registration")["environment"]!;
        Assert.Equal(Subscription, (string?)environment["SUBSCRIPTION"]);
        Assert.Equal("acme-prod-berlin", (string?)environment["CLUSTER"]);
        Assert.Equal("secret-of-berlin-kubeconfig", (string?)environment["KUBECONFIG_TEXT"]);
        Assert.Contains($"azure-{Subscription}", plan.Providers);
    }

    [Fact]
    public async Task A_site_is_unknown_to_Azure_unless_the_stack_says_so()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Adopted);

        Assert.DoesNotContain(plan.Types, type => type.StartsWith("azure-native:", StringComparison.Ordinal));
    }

    [Fact]
    public void Connects_without_a_question_and_never_upgrades_the_agents_by_itself() => Assert.Equal(
        [
            "extension add --name connectedk8s --upgrade --only-show-errors",
            $"provider register --subscription {Subscription} --namespace Microsoft.Kubernetes --wait",
            $"provider register --subscription {Subscription} --namespace Microsoft.KubernetesConfiguration --wait",
            $"provider register --subscription {Subscription} --namespace Microsoft.ExtendedLocation --wait",
            $"connectedk8s connect --subscription {Subscription} --resource-group group --name acme-berlin --location westeurope " +
            "--kube-config FILE --disable-auto-upgrade --yes --only-show-errors --output none",
            "kubeconfig -rw------- it's 50 % \"secret\"",
        ],
        Run(OnPremArc.Register));

    [Fact]
    public void Removes_the_agents_and_the_resource() => Assert.Equal(
        [
            "extension add --name connectedk8s --upgrade --only-show-errors",
            $"connectedk8s delete --subscription {Subscription} --resource-group group --name acme-berlin --kube-config FILE --yes " +
            "--only-show-errors",
            "kubeconfig -rw------- it's 50 % \"secret\"",
        ],
        Run(OnPremArc.Remove));

    // The real shell runs the script; the Azure command line is a stand-in that notes what it is asked and what is in the kubeconfig. Of
    // that file nothing may be left.
    private static string[] Run(string script)
    {
        var home = Directory.CreateTempSubdirectory("arc-").FullName;
        try
        {
            var stub = Path.Combine(home, "az");
            File.WriteAllText(stub, """
                #!/bin/sh
                line="$*"
                while [ $# -gt 0 ]; do
                  [ "$1" != --kube-config ] || file=$2
                  shift
                done
                if [ -z "${file:-}" ]; then
                  echo "$line" >>"$HOME/log"
                else
                  echo "$line" | sed "s|$file|FILE|" >>"$HOME/log"
                  echo "kubeconfig $(ls -l "$file" | cut -c 1-10) $(cat "$file")" >>"$HOME/log"
                fi
                """);
            File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var temporary = Directory.CreateDirectory(Path.Combine(home, "tmp"));
            var (exit, _, error) = ProgramOfItsOwn.RunScript(script, new()
            {
                ["PATH"] = $"{home}:/usr/bin:/bin",
                ["HOME"] = home,
                ["TMPDIR"] = temporary.FullName,
                ["SUBSCRIPTION"] = Subscription,
                ["GROUP"] = "group",
                ["CLUSTER"] = "acme-berlin",
                ["REGION"] = "westeurope",
                ["KUBECONFIG_TEXT"] = "it's 50 % \"secret\"",
            });
            Assert.Equal("", error);
            Assert.Equal(0, exit);
            Assert.Empty(temporary.GetFiles());
            return File.ReadAllLines(Path.Combine(home, "log"));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
