using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class LoginClientsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<LoginClients>(Fleets.Sound));

    [Fact]
    public void Accepts_the_identity_of_a_pipeline() =>
        Assert.Empty(Fleets.Findings<LoginClients>(Fleets.Of(
            Fleets.Aks with { Login = AksLogin.ManagedIdentity, LoginClient = "33333333-3333-3333-3333-333333333333" },
            Fleets.Aks with { Login = AksLogin.WorkloadIdentity })));

    [Fact]
    public void Rejects_a_client_that_nobody_logs_in_as_or_that_is_no_id() =>
        Assert.Equal(
            [
                "CLU141 error clusters[0].loginClient: loginClient is given, but with login azure-cli the account of az logs in. Set " +
                "login to workload-identity or managed-identity, or leave loginClient out.",
                "CLU141 error clusters[1].loginClient: \"deployer\" is not a client id. Allowed: a GUID, such as " +
                "00000000-0000-0000-0000-000000000000.",
                "CLU141 error clusters[2].loginClient: \" 33333333-3333-3333-3333-333333333333\" is not a client id. Allowed: a GUID, " +
                "such as 00000000-0000-0000-0000-000000000000.",
            ],
            Fleets.Findings<LoginClients>(Fleets.Of(
                Fleets.Aks with { LoginClient = "33333333-3333-3333-3333-333333333333" },
                Fleets.Aks with { Login = AksLogin.WorkloadIdentity, LoginClient = "deployer" },
                Fleets.Aks with { Login = AksLogin.WorkloadIdentity, LoginClient = " 33333333-3333-3333-3333-333333333333" })));
}
